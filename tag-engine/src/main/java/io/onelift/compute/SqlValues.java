package io.onelift.compute;

import io.onelift.tag.TagType;
import java.util.Optional;

/**
 * Runs the statements of SQL tags. The query layer implements it. All methods throw {@link
 * io.onelift.event.InvalidInput} when the statement does not give a profile and a value of the
 * type.
 */
public interface SqlValues {
  /**
   * The values of everybody the statement names; who is no profile (any more) is left out. Personal
   * fields are masked in it, as tags are shown to everybody.
   */
  TagValues values(String sql, TagType type);

  /** Checks a statement without running it. */
  void check(String sql, TagType type);

  /**
   * The state of everything the statement reads: while it is the same, so are the values.
   *
   * @return empty when nothing says so, for example because the statement asks for the time
   */
  Optional<String> state(String sql, TagType type);
}
