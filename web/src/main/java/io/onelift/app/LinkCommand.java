package io.onelift.app;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a new sign-in link of a running server. */
@Command(
    name = "link",
    mixinStandardHelpOptions = true,
    description = "Prints a new one-time link that signs a browser in.")
final class LinkCommand implements Runnable {
  @Mixin private ServerOptions server = new ServerOptions();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String code = server.client().post("api/session/link", Map.of()).path("code").asText();
    String base = server.url.endsWith("/") ? server.url : server.url + "/";
    spec.commandLine().getOut().println(base + "?code=" + code);
    spec.commandLine().getOut().flush();
  }
}
