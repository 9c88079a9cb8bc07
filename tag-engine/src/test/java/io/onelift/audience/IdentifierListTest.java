package io.onelift.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.onelift.audience.IdentifierList.Unmatched;
import io.onelift.event.Identifier;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.event.ProfileId;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class IdentifierListTest {
  private static final Map<Identifier, ProfileId> KNOWN =
      Map.of(
          new Identifier("user_id", "u1"), new ProfileId(1),
          new Identifier("phone", "138"), new ProfileId(1),
          new Identifier("phone", "139"), new ProfileId(2));

  private static IdentifierList read(String csv) {
    return IdentifierList.read(
        new StringReader(csv), "user_id", id -> Optional.ofNullable(KNOWN.get(id)));
  }

  @Test
  void findsIdentifiersOfAnyTypeAndSaysWhoIsUnknown() {
    IdentifierList list =
        read("id_type,id\nphone,138\nuser_id, u1 \n\nphone,139\nphone,\"1,40\"\n");

    assertThat(list.members()).isEqualTo(RoaringBitmap.bitmapOf(1, 2));
    assertThat(list.lines()).isEqualTo(4);
    assertThat(list.repeated()).isEqualTo(1);
    assertThat(list.unmatched()).isEqualTo(1);
    assertThat(list.some()).containsExactly(new Unmatched(6, "phone", "1,40"));
    assertThat(list.waiting()).containsExactly(new Identifier("phone", "1,40"));
  }

  @Test
  void takesOneColumnWithAndWithoutAHeading() {
    assertThat(read("\uFEFFuser_id\r\nu1\r\n").lines()).isEqualTo(1);
    assertThat(read("u1\nu2").some()).containsExactly(new Unmatched(2, "user_id", "u2"));
  }

  @Test
  void saysWhichLinesAreNoIdentifiers() {
    InvalidInput refused =
        catchThrowableOfType(InvalidInput.class, () -> read("u1\na,b,c\nphone,\nu2\n"));
    assertThat(refused.problems()).extracting(Problem::pointer).containsExactly("line 2", "line 3");
    assertThat(catchThrowableOfType(InvalidInput.class, () -> read("\n\n")).getMessage())
        .contains("is empty");
  }
}
