package io.onelift.model;

import io.onelift.model.Report.Auc;
import io.onelift.model.Report.CalibrationBin;
import io.onelift.model.Report.Decile;
import io.onelift.model.Report.RocPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figures of probabilities against what was true. People with the same probability are in no order,
 * so each counts as the share of positives among them. Rows carry weights, because the two classes
 * may have been sampled differently.
 */
final class HeldOutFigures {
  private static final int TENTHS = 10;
  private static final int MOST_POINTS = 100;
  private static final double SMALLEST = 1e-15;

  /** People with the same probability. */
  private record Group(double probability, double weight, double positive, int people) {}

  /** The highest probability first. */
  private final List<Group> groups;

  private final double weight;
  private final double positive;
  private final int rows;
  private final int positives;

  /**
   * Sorts the rows.
   *
   * @param probabilities of being positive
   * @param labels whether the row is positive; at least one is and one is not
   * @param positiveWeight what a positive row counts, and the others
   */
  HeldOutFigures(
      double[] probabilities, boolean[] labels, double positiveWeight, double negativeWeight) {
    rows = probabilities.length;
    groups = new ArrayList<>();
    int[] order =
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int yes = 0;
    for (int at = 0; at < rows; ) {
      double probability = probabilities[order[at]];
      double weight = 0;
      double positive = 0;
      int start = at;
      for (; at < rows && probabilities[order[at]] == probability; at++) {
        if (labels[order[at]]) {
          positive += positiveWeight;
          weight += positiveWeight;
          yes++;
        } else {
          weight += negativeWeight;
        }
      }
      groups.add(new Group(probability, weight, positive, at - start));
    }
    positives = yes;
    weight = groups.stream().mapToDouble(Group::weight).sum();
    positive = groups.stream().mapToDouble(Group::positive).sum();
  }

  int positives() {
    return positives;
  }

  /**
   * The chance that a positive has a higher probability than another, ties counting half, with its
   * 95 % interval (Hanley and McNeil, "The meaning and use of the area under a ROC curve",
   * Radiology 1982).
   */
  Auc auc() {
    double negative = weight - positive;
    double above = 0;
    double area = 0;
    for (Group group : groups) {
      double others = group.weight - group.positive;
      area += others * (above + group.positive / 2);
      above += group.positive;
    }
    double auc = area / (positive * negative);
    double better = auc / (2 - auc);
    double worse = 2 * auc * auc / (1 + auc);
    int others = rows - positives;
    double variance =
        (auc * (1 - auc)
                + (positives - 1) * (better - auc * auc)
                + (others - 1) * (worse - auc * auc))
            / ((double) positives * others);
    double margin = 1.959964 * Math.sqrt(Math.max(0, variance));
    return new Auc(auc, Math.max(0, auc - margin), Math.min(1, auc + margin));
  }

  /** At most about a hundred points, evenly apart. */
  List<RocPoint> roc() {
    List<RocPoint> points = new ArrayList<>();
    points.add(new RocPoint(0, 0));
    double hits = 0;
    double alarms = 0;
    double negative = weight - positive;
    for (Group group : groups) {
      hits += group.positive / positive;
      alarms += (group.weight - group.positive) / negative;
      RocPoint last = points.getLast();
      if (Math.max(hits - last.truePositives(), alarms - last.falsePositives())
          >= 1.0 / MOST_POINTS) {
        points.add(new RocPoint(Math.min(1, alarms), Math.min(1, hits)));
      }
    }
    if (points.getLast().falsePositives() < 1 || points.getLast().truePositives() < 1) {
      points.add(new RocPoint(1, 1));
    }
    return points;
  }

  /** Tenths of the people, the highest probability first. */
  List<Decile> lift() {
    List<Decile> deciles = new ArrayList<>();
    double base = positive / weight;
    double before = 0;
    for (int decile = 1; decile <= TENTHS; decile++) {
      double captured = positiveAmong(weight * decile / TENTHS);
      double rate = (captured - before) / (weight / TENTHS);
      deciles.add(
          new Decile(
              decile,
              rate,
              rate / base,
              captured / (weight * decile / TENTHS) / base,
              captured / positive));
      before = captured;
    }
    return deciles;
  }

  /** The weight of positives among so many people with the highest probabilities. */
  private double positiveAmong(double people) {
    double left = people;
    double found = 0;
    for (Group group : groups) {
      double taken = Math.min(left, group.weight);
      found += group.positive * taken / group.weight;
      left -= taken;
      if (left <= 0) {
        break;
      }
    }
    return found;
  }

  /** Tenths of the people, the lowest probability first; equal probabilities stay together. */
  List<CalibrationBin> calibration() {
    List<CalibrationBin> bins = new ArrayList<>();
    double inBin = 0;
    double predicted = 0;
    double observed = 0;
    int people = 0;
    for (Group group : groups.reversed()) {
      inBin += group.weight;
      predicted += group.probability * group.weight;
      observed += group.positive;
      people += group.people;
      if (inBin >= weight / TENTHS * .999) {
        bins.add(new CalibrationBin(predicted / inBin, observed / inBin, people));
        inBin = 0;
        predicted = 0;
        observed = 0;
        people = 0;
      }
    }
    if (people > 0) {
      bins.add(new CalibrationBin(predicted / inBin, observed / inBin, people));
    }
    return bins;
  }

  /** The mean squared distance of probability and truth (Brier, 1950). */
  double brier() {
    double sum = 0;
    for (Group group : groups) {
      double others = group.weight - group.positive;
      sum +=
          group.positive * (1 - group.probability) * (1 - group.probability)
              + others * group.probability * group.probability;
    }
    return sum / weight;
  }

  /** The mean of minus the logarithm of the probability of what was true, in nats. */
  double logLoss() {
    double sum = 0;
    for (Group group : groups) {
      double probability = Math.clamp(group.probability, SMALLEST, 1 - SMALLEST);
      sum -=
          group.positive * Math.log(probability)
              + (group.weight - group.positive) * Math.log(1 - probability);
    }
    return sum / weight;
  }
}
