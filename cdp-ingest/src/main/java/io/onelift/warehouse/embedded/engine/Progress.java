package io.onelift.warehouse.embedded.engine;

/** What a statement has read, written and returned, in rows and bytes. */
public record Progress(
    long readRows,
    long readBytes,
    long writtenRows,
    long writtenBytes,
    long resultRows,
    long resultBytes) {

  public static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0);

  public Progress plus(Progress other) {
    return new Progress(
        readRows + other.readRows,
        readBytes + other.readBytes,
        writtenRows + other.writtenRows,
        writtenBytes + other.writtenBytes,
        resultRows + other.resultRows,
        resultBytes + other.resultBytes);
  }
}
