/**
 * Files in. Receives files from {@code http} and the command line and their rows from {@code
 * files}, gives events and profiles to {@code collect} and new tables to {@code warehouse}, and
 * keeps a job with its progress.
 *
 * <pre>
 * upload ─ Preview (dialect, shape, proposed mapping, keys, joins) ─ ImportRequest ─ Job
 *   ImportRun: scan (FileShape) → rows → EventImport ─ groups of events ─ EventSink
 *                                      └ TableImport ─ table beside ─ exchange
 * </pre>
 */
package io.onelift.imports;
