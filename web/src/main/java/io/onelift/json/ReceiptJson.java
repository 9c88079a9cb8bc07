package io.onelift.json;

import java.util.List;

/**
 * What became of a call's events; all of it is durable.
 *
 * @param success as Segment's own answer has it
 * @param reasons why events were rejected, in words; they wait in the quarantine
 */
public record ReceiptJson(
    boolean success, int accepted, int duplicates, int rejected, List<String> reasons) {}
