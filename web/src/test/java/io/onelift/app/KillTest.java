package io.onelift.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.chaos.Chaos;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** A short {@code ./cdp chaos}. */
class KillTest {
  @Test
  void killedAndHungInTheMiddleOfALoadEveryEventCountsOnce() throws Exception {
    StringWriter said = new StringWriter();

    var problems =
        Chaos.run(
            Main.class.getName(), Product.scratch("onelift-kill"), 4, 3, new PrintWriter(said));

    assertThat(problems).as(said.toString()).isEmpty();
  }
}
