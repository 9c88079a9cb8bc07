package io.onelift.audience;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ProfileId;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * The people of a list of identifiers.
 *
 * @param members the profiles that were found
 * @param lines how many identifiers there were
 * @param repeated lines whose profile was named before
 * @param unmatched lines that name nobody
 * @param some the first {@link #MOST_SHOWN} of those
 * @param waiting those that may come later, each once; the first {@link #MOST_WAITING}
 */
public record IdentifierList(
    RoaringBitmap members,
    long lines,
    long repeated,
    long unmatched,
    List<Unmatched> some,
    List<Identifier> waiting) {
  public static final int MOST_SHOWN = 1_000;

  /** More would not fit into memory beside everything else. */
  public static final int MOST_WAITING = 1_000_000;

  private static final int MOST_LINES = 20_000_000;
  private static final int MOST_PROBLEMS = 20;
  private static final Set<String> TYPE_NAMES = Set.of("type", "id_type");
  private static final Set<String> VALUE_NAMES = Set.of("value", "id");

  public IdentifierList {
    some = List.copyOf(some);
    waiting = List.copyOf(waiting);
  }

  /** An identifier that names nobody. */
  public record Unmatched(long line, String type, String value) {}

  /**
   * Reads CSV: {@code value}, or {@code type,value} for identifiers of several types. A first line
   * {@code id_type,id}, {@code type,value}, {@code id}, {@code value} or the type's own name is a
   * heading. Empty lines are passed over.
   *
   * @param type of lines that say none
   * @param find the profile of an identifier
   * @throws InvalidInput when lines have another form, with the first of them, or there are none
   */
  public static IdentifierList read(
      Reader csv, String type, Function<Identifier, Optional<ProfileId>> find) {
    RoaringBitmap members = new RoaringBitmap();
    List<Unmatched> some = new ArrayList<>();
    Set<Identifier> waiting = new LinkedHashSet<>();
    List<Problem> problems = new ArrayList<>();
    long lines = 0;
    long repeated = 0;
    long unmatched = 0;
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(csv)) {
      for (CsvRecord row : records) {
        long line = row.getStartingLineNumber();
        if (isBlank(row) || (line == 1 && isHeading(row, type))) {
          continue;
        }
        if (row.getFieldCount() > 2 || row.getFields().stream().anyMatch(String::isBlank)) {
          if (problems.size() < MOST_PROBLEMS) {
            problems.add(
                new Problem("line " + line, "must be an identifier, or its type and it, no more"));
          }
          continue;
        }
        if (++lines > MOST_LINES) {
          throw new InvalidInput("line " + line, "more than " + MOST_LINES + " lines; split them");
        }
        boolean typed = row.getFieldCount() == 2;
        Identifier identifier =
            new Identifier(typed ? row.getField(0).strip() : type, row.getField(typed ? 1 : 0));
        Optional<ProfileId> profile = find.apply(identifier);
        if (profile.isEmpty()) {
          unmatched++;
          if (waiting.size() < MOST_WAITING) {
            waiting.add(identifier);
          }
          if (some.size() < MOST_SHOWN) {
            some.add(new Unmatched(line, identifier.type(), identifier.value()));
          }
        } else if (!members.checkedAdd(profile.get().number())) {
          repeated++;
        }
      }
    } catch (CsvParseException e) {
      problems.add(new Problem("", "is not CSV: " + e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("The list cannot be read", e);
    }
    if (lines == 0 && problems.isEmpty()) {
      problems.add(new Problem("", "the list is empty; send an identifier a line"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new IdentifierList(members, lines, repeated, unmatched, some, List.copyOf(waiting));
  }

  private static boolean isBlank(CsvRecord row) {
    return row.getFieldCount() == 1 && row.getField(0).isBlank();
  }

  private static boolean isHeading(CsvRecord row, String type) {
    String first = row.getField(0).strip().replace("\uFEFF", "");
    return row.getFieldCount() == 2
        ? TYPE_NAMES.contains(first) && VALUE_NAMES.contains(row.getField(1).strip())
        : VALUE_NAMES.contains(first) || first.equals(type);
  }
}
