package dev.carryover.bench.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Deeplearning4j at the work of {@code dev.carryover.bench.Work}: prints one line of JSON. The
 * batches are put together before the clock starts. Arguments: epochs, and what to call the
 * setting.
 */
public final class Deeplearning4j {
  private static final int EXAMPLES = 4_000;
  private static final int PIXELS = 784;
  private static final int CODE = 200;
  private static final int BATCH = 32;
  private static final double LIT = 0.2;

  private Deeplearning4j() {}

  /** Trains and prints. */
  public static void main(String[] args) {
    int epochs = Integer.parseInt(args[0]);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration());
    network.init();
    List<INDArray> batches = batches();
    Random random = new Random(1);
    double[] seconds = new double[epochs];
    for (int e = 0; e < epochs; e++) {
      Collections.shuffle(batches, random);
      long start = System.nanoTime();
      batches.forEach(batch -> network.fit(batch, batch));
      seconds[e] = (System.nanoTime() - start) / 1e9;
    }
    double[] timed = Arrays.copyOfRange(seconds, epochs / 3, epochs);
    Arrays.sort(timed);
    System.out.printf(
        Locale.ROOT,
        "{\"name\": \"Deeplearning4j 1.0.0-M2.1\", \"setting\": \"%s\", \"replicas\": 1,"
            + " \"seconds\": %.6f, \"best\": %.6f}%n",
        args[1],
        timed[timed.length / 2],
        timed[0]);
  }

  private static MultiLayerConfiguration configuration() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Nesterovs(0.01, 0.9))
        .list()
        .layer(new DenseLayer.Builder().nIn(PIXELS).nOut(CODE).activation(Activation.RELU).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MSE)
                .nIn(CODE)
                .nOut(PIXELS)
                .activation(Activation.SIGMOID)
                .build())
        .build();
  }

  private static List<INDArray> batches() {
    Random random = new Random(2);
    List<INDArray> batches = new ArrayList<>();
    for (int at = 0; at < EXAMPLES; at += BATCH) {
      float[] pixels = new float[BATCH * PIXELS];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = random.nextDouble() < LIT ? random.nextFloat() : 0;
      }
      batches.add(Nd4j.createFromArray(pixels).reshape(BATCH, PIXELS));
    }
    return batches;
  }
}
