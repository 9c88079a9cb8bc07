/**
 * Files read. Receives a CSV, JSON-lines or Parquet file and what the user says of it, gives its
 * dialect, the shape of its columns and its rows one by one to {@code imports}, whatever their
 * number.
 */
package io.onelift.files;
