package io.onelift;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The structure that DEVELOPMENT.md draws. */
class StructureTest {
  private static final Map<String, List<String>> USED_BY =
      Map.of(
          "cdp-ingest", List.of("tag-engine", "query-layer", "copilot", "ab-attribution", "web"),
          "tag-engine", List.of("query-layer", "copilot", "ab-attribution", "web"),
          "query-layer", List.of("copilot", "ab-attribution", "web"),
          "copilot", List.of("web"),
          "ab-attribution", List.of("web"),
          "web", List.of());

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("test-classes"))
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.onelift");

  @Test
  void modulesUseEachOtherInOneDirectionOnly() {
    LayeredArchitecture modules = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String module : Sources.MODULES) {
      modules = modules.layer(module).definedBy(packages(module).toArray(String[]::new));
    }
    for (String module : Sources.MODULES) {
      List<String> users = USED_BY.get(module);
      modules =
          users.isEmpty()
              ? modules.whereLayer(module).mayNotBeAccessedByAnyLayer()
              : modules.whereLayer(module).mayOnlyBeAccessedByLayers(users.toArray(String[]::new));
    }
    modules.check(CLASSES);
  }

  @Test
  void noPackageDependsOnItselfThroughOthers() {
    slices().matching("io.onelift.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everythingIsWiredByConstructors() {
    NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(CLASSES);
  }

  @Test
  void wekaStaysInsideOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.onelift.model..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("weka..")
        .because("Weka is GPL-3, and what is linked with it has to be easy to see")
        .check(CLASSES);
  }

  @Test
  void oneClientTalksToClickHouse() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.onelift.warehouse..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.clickhouse..")
        .check(CLASSES);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Base)").check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItReceivesAndGives() {
    Set<Path> silent = new TreeSet<>();
    for (Path file : Sources.java("main")) {
      Path info = file.resolveSibling("package-info.java");
      String text = Files.exists(info) ? Sources.read(info) : "";
      if (!text.matches("(?s).*[Rr]eceives.*give.*")) {
        silent.add(Sources.root().relativize(file.getParent()));
      }
    }
    assertThat(silent).as("packages without a package-info that says it").isEmpty();
  }

  @Test
  void noFileIsTooLongToRead() {
    List<String> long500 =
        Sources.java("main").stream()
            .filter(file -> Sources.read(file).lines().count() > 500)
            .map(file -> Sources.root().relativize(file).toString())
            .toList();
    assertThat(long500).as("files of more than 500 lines").isEmpty();
  }

  private static Set<String> packages(String module) {
    Path folder = Sources.root().resolve(module).resolve("src").resolve("main").resolve("java");
    return Sources.java("main").stream()
        .filter(file -> file.startsWith(folder))
        .map(file -> folder.relativize(file.getParent()).toString().replace('/', '.'))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
