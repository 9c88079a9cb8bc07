package io.onelift.parsing;

/** What came of a question. */
public sealed interface Parsed {
  record Understood(Reading reading) implements Parsed {}

  record Doubtful(Doubt doubt) implements Parsed {}
}
