package io.onelift.json;

/** Who is signed in, and to what. */
public record SessionJson(
    String principal, String role, Project project, String version, ProgressJson demo) {
  /** The project's own facts. */
  public record Project(String name, String zone, String currency) {}
}
