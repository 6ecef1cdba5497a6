package dev.carryover.data.source;

import dev.carryover.data.idx.IdxFile;
import dev.carryover.data.source.KnownDataSet.PublishedFile;
import dev.carryover.data.source.KnownDataSet.Terms;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The published data sets that are known by name. MNIST's checksums are of its contents, found
 * alike at all mirrors; the others' MD5s are those that torchvision lists ({@code
 * torchvision/datasets/mnist.py}).
 */
public final class KnownDataSets {
  private static final String ITS_OWN_NAMES = "";

  /** MNIST, from mirrors; its first host refuses everyone. */
  public static final KnownDataSet MNIST =
      set(
          "mnist",
          Map.of(
              IdxFile.TRAIN_IMAGES,
              content(
                  47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
              IdxFile.TRAIN_LABELS,
              content(60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
              IdxFile.TEST_IMAGES,
              content(
                  7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
              IdxFile.TEST_LABELS,
              content(10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
          new Terms(
              "LeCun, Cortes and Burges 1998, The MNIST database of handwritten digits",
              "CC BY-SA 3.0"),
          "https://storage.googleapis.com/cvdf-datasets/mnist/",
          "https://ossci-datasets.s3.amazonaws.com/mnist/",
          "https://raw.githubusercontent.com/fgnt/mnist/master/");

  /** Fashion-MNIST: articles of clothing in MNIST's form. */
  public static final KnownDataSet FASHION_MNIST =
      set(
          "fashion-mnist",
          packed(
              "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
              "25c81989df183df01b3e8a0aad5dffbe",
              "bef4ecab320f06d8554ea6380940ec79",
              "bb300cfdad3c16e7a12a480ee83cd310"),
          new Terms(
              "Xiao, Rasul and Vollgraf 2017, Fashion-MNIST: a novel image dataset for benchmarking"
                  + " machine learning algorithms",
              "MIT"),
          "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
          "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/");

  /** Kuzushiji-MNIST: ten characters of old Japanese hands in MNIST's form. */
  public static final KnownDataSet KMNIST =
      set(
          "kmnist",
          packed(
              "bdb82020997e1d708af4cf47b453dcf7",
              "e144d726b3acfaa3e44228e80efcd344",
              "5c965bf0a639b31b8f53240b1b52f4d7",
              "7320c461ea6c1c855c0b718fb2a4b134"),
          new Terms(
              "Clanuwat, Bober-Irizar, Kitamoto, Lamb, Yamamoto and Ha 2018, Deep learning for"
                  + " classical Japanese literature",
              "CC BY-SA 4.0"),
          "http://codh.rois.ac.jp/kmnist/dataset/kmnist/");

  /** QMNIST: MNIST made again, with the 60,000 test images that its authors had. */
  public static final KnownDataSet QMNIST =
      new KnownDataSet(
          "qmnist",
          "qmnist",
          "qmnist",
          Map.of(
              IdxFile.TRAIN_IMAGES,
              new PublishedFile(
                  "qmnist-train-images-idx3-ubyte.gz",
                  new Checksum.OfPacked("ed72d4157d28c017586c42bc6afe6370")),
              IdxFile.TRAIN_LABELS,
              new PublishedFile(
                  "qmnist-train-labels-idx2-int.gz",
                  new Checksum.OfPacked("0058f8dd561b90ffdd0f734c6a30e5e4")),
              IdxFile.TEST_IMAGES,
              new PublishedFile(
                  "qmnist-test-images-idx3-ubyte.gz",
                  new Checksum.OfPacked("1394631089c404de565df7b7aeaf9412")),
              IdxFile.TEST_LABELS,
              new PublishedFile(
                  "qmnist-test-labels-idx2-int.gz",
                  new Checksum.OfPacked("5b5b05890a5e13444e108efe57b788aa"))),
          mirrors("https://raw.githubusercontent.com/facebookresearch/qmnist/master/"),
          false,
          new Terms("Yadav and Bottou 2019, Cold case: the lost MNIST digits", "BSD 3-Clause"));

  private static final List<String> EMNIST_SETS = List.of("letters", "balanced", "digits");

  private KnownDataSets() {}

  /** All of them; the first is what is meant where none is named. */
  public static List<KnownDataSet> all() {
    return Stream.concat(
            Stream.of(MNIST, FASHION_MNIST, KMNIST, QMNIST),
            EMNIST_SETS.stream().map(KnownDataSets::emnist))
        .toList();
  }

  /** One of EMNIST's sets; they come together in one archive, their images lying on their side. */
  private static KnownDataSet emnist(String part) {
    String name = "emnist-" + part;
    Map<IdxFile, PublishedFile> files = new EnumMap<>(IdxFile.class);
    for (IdxFile file : IdxFile.values()) {
      files.put(
          file,
          new PublishedFile(
              name + "-" + file.fileName().replace("t10k", "test") + ".gz",
              new Checksum.OfArchive()));
    }
    return new KnownDataSet(
        name,
        "emnist",
        name,
        files,
        new Delivery.Archive(
            Stream.of(
                    "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip",
                    "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/gzip.zip")
                .map(URI::create)
                .toList(),
            "58c8d27c78d21e728a6bc7b3cc06412e",
            EMNIST_SETS.stream().map(set -> "emnist-" + set).toList()),
        true,
        new Terms(
            "Cohen, Afshar, Tapson and van Schaik 2017, EMNIST: an extension of MNIST to handwritten"
                + " letters",
            "not stated; made from NIST Special Database 19"));
  }

  private static KnownDataSet set(
      String name, Map<IdxFile, Checksum> checksums, Terms terms, String... mirrors) {
    Map<IdxFile, PublishedFile> files = new EnumMap<>(IdxFile.class);
    checksums.forEach(
        (file, checksum) -> files.put(file, new PublishedFile(file.fileName() + ".gz", checksum)));
    return new KnownDataSet(name, name, ITS_OWN_NAMES, files, mirrors(mirrors), false, terms);
  }

  private static Checksum content(long bytes, String sha256) {
    return new Checksum.OfContent(bytes, sha256);
  }

  private static Map<IdxFile, Checksum> packed(
      String trainImages, String trainLabels, String testImages, String testLabels) {
    return Map.of(
        IdxFile.TRAIN_IMAGES,
        new Checksum.OfPacked(trainImages),
        IdxFile.TRAIN_LABELS,
        new Checksum.OfPacked(trainLabels),
        IdxFile.TEST_IMAGES,
        new Checksum.OfPacked(testImages),
        IdxFile.TEST_LABELS,
        new Checksum.OfPacked(testLabels));
  }

  private static Delivery mirrors(String... addresses) {
    return new Delivery.Files(Stream.of(addresses).map(URI::create).toList());
  }
}
