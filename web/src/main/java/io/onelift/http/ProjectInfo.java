package io.onelift.http;

import java.time.ZoneId;

/**
 * What the console shows about the project.
 *
 * @param currency ISO 4217 code of money amounts
 * @param version of the product
 * @param embedded true when the warehouse is the engine in a child process
 */
public record ProjectInfo(
    String name, ZoneId zone, String currency, String version, boolean embedded) {}
