package io.onelift.warehouse.embedded.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An error of ClickHouse: its code and its message, both as the engine gave them. */
public final class StatementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** ClickHouse's code for an error that is not its own. */
  private static final int STD_EXCEPTION = 1001;

  private static final Pattern CODE = Pattern.compile("^Code: (\\d+)\\.");

  private final int code;

  public StatementException(int code, String name, String text) {
    this(code, "Code: " + code + ". DB::Exception: " + text + " (" + name + ")");
  }

  private StatementException(int code, String message) {
    super(message);
    this.code = code;
  }

  static StatementException parse(String message) {
    Matcher matcher = CODE.matcher(message);
    return matcher.find()
        ? new StatementException(Integer.parseInt(matcher.group(1)), message)
        : new StatementException(STD_EXCEPTION, "STD_EXCEPTION", message);
  }

  public int code() {
    return code;
  }
}
