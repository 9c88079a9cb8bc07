/**
 * Files in. Receives CSV and JSONL files from {@code http} and the command line, gives events and
 * profiles to {@code collect} and new tables to {@code warehouse}, and keeps a job with its
 * progress.
 */
package io.onelift.imports;
