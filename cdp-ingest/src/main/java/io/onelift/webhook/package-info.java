/**
 * Tells somebody's own service what was quarantined. Receives from {@code collect} what is in
 * quarantine and where it was at, keeps its place in the {@code metastore}, and gives signed HTTP
 * calls to one address; the way in never waits for it.
 */
package io.onelift.webhook;
