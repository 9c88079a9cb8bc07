/**
 * Audiences out of the house. Receives members page by page from {@code http}, gives files to fetch
 * and deliveries to a receiver, with progress.
 */
package io.onelift.export;
