package io.onelift.json;

import io.onelift.collect.Receipt;
import io.onelift.collect.Rejection;
import java.util.List;

/**
 * What became of a call's events; all of it is durable.
 *
 * @param success as Segment's own answer has it
 * @param reasons why events were rejected, in words; they wait in the quarantine
 */
public record ReceiptJson(
    boolean success, int accepted, int duplicates, int rejected, List<String> reasons) {
  private static final int REASONS = 20;

  /**
   * Of a call.
   *
   * @param rejections what could not be taken when it was read; the first reasons are told
   */
  public static ReceiptJson of(Receipt receipt, List<Rejection> rejections) {
    return new ReceiptJson(
        true,
        receipt.accepted(),
        receipt.duplicates(),
        receipt.rejected(),
        rejections.stream()
            .flatMap(rejection -> rejection.reasons().stream())
            .limit(REASONS)
            .toList());
  }
}
