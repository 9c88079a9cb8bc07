package io.onelift.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the copilot of a running server. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = "Asks a question in Chinese or English and prints the answer.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./cdp ask \"最近30天各城市的新增客户数\"",
      "  ./cdp ask \"conversion rate of the fund banner last week by age group\""
    })
final class AskCommand implements Runnable {
  @Parameters(arity = "1..*", paramLabel = "QUESTION", description = "The question.")
  private List<String> words = List.of();

  @Option(names = "--sql", description = "Print the SQL that was run, too.")
  private boolean showSql;

  @Mixin private ServerOptions server = new ServerOptions();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    JsonNode reply =
        server.client().post("api/copilot/ask", Map.of("question", String.join(" ", words)));
    PrintWriter out = spec.commandLine().getOut();
    out.println(reply.path("text").asText());
    if (!reply.path("rows").isEmpty()) {
      out.println();
      TextTable.print(out, reply.path("columns"), reply.path("rows"));
    }
    reply.path("suggestions").forEach(question -> out.println("  · " + question.asText()));
    reply.path("choices").forEach(choice -> out.println("  · " + choice.path("question").asText()));
    if (showSql && !reply.path("sql").asText().isEmpty()) {
      out.println();
      out.println(reply.path("sql").asText());
    }
    out.flush();
  }
}
