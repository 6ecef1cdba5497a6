package dev.carryover.experiments.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.carryover.experiments.record.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  @TempDir Path folder;

  /** Reads records whose checksums are as {@link EventFile#record} makes them. */
  private static List<UnknownFieldSet> events(byte[] file) throws InvalidProtocolBufferException {
    List<UnknownFieldSet> events = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (rest.hasRemaining()) {
      int start = rest.position();
      byte[] content = new byte[(int) rest.getLong()];
      rest.getInt();
      rest.get(content).getInt();
      assertThat(EventFile.record(content))
          .isEqualTo(Arrays.copyOfRange(file, start, rest.position()));
      events.add(UnknownFieldSet.parseFrom(content));
    }
    return events;
  }

  private static UnknownFieldSet message(UnknownFieldSet in, int field)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(in.getField(field).getLengthDelimitedList().getFirst());
  }

  /**
   * The checksum of the length is the one at the head of every event file that TensorFlow writes;
   * that of the content is CRC-32C's check value, E3069283, masked by hand.
   */
  @Test
  void recordsAreTensorFlows() {
    assertThat(EventFile.record(new byte[24]))
        .startsWith(HexFormat.of().parseHex("1800000000000000a37f4b22"));
    byte[] record = EventFile.record("123456789".getBytes(StandardCharsets.US_ASCII));
    int turned = 0xE3069283 >>> 15 | 0xE3069283 << 17;
    assertThat(ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).getInt(12 + 9))
        .isEqualTo(turned + 0xa282ead8);
  }

  @Test
  void scalarsFollowTheVersionOnceTheyAreAppended() throws IOException {
    Path path = folder.resolve("a/b/events.out.tfevents.1");
    EventFile file = new EventFile(new RunFolder(folder), path);
    file.scalar(7, "test/error", 0.25);
    assertThat(events(Files.readAllBytes(path))).hasSize(1);
    file.append();
    file.restart(8);
    file.append();
    List<UnknownFieldSet> events = events(Files.readAllBytes(path));
    assertThat(events).hasSize(3);
    assertThat(events.get(0).getField(3).getLengthDelimitedList())
        .containsExactly(ByteString.copyFromUtf8("brain.Event:2"));
    assertThat(events.get(1).getField(2).getVarintList()).containsExactly(7L);
    UnknownFieldSet value = message(message(events.get(1), 5), 1);
    assertThat(value.getField(1).getLengthDelimitedList())
        .containsExactly(ByteString.copyFromUtf8("test/error"));
    assertThat(value.getField(2).getFixed32List()).containsExactly(Float.floatToIntBits(0.25f));
    assertThat(events.get(2).getField(2).getVarintList()).containsExactly(8L);
    assertThat(message(events.get(2), 7).getField(1).getVarintList()).containsExactly(1L);
  }
}
