/**
 * OneID. Receives the identifiers of each event from {@code collect}, gives back the profile they
 * belong to, and keeps every merge in a ledger.
 */
package io.onelift.identity;
