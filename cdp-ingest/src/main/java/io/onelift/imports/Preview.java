package io.onelift.imports;

import io.onelift.event.Problem;
import io.onelift.files.FileShape;
import java.util.List;
import java.util.Map;

/**
 * What an import would make of a file, from its first rows and before anything is written.
 *
 * @param upload names the file for a later import; it is kept for an hour
 * @param mapping proposed, or the one that was sent, in the form that an import takes; empty for
 *     tables
 * @param keys columns that may name a row by themselves, the likeliest first
 * @param problems what keeps the file from being taken like this, and what is in doubt
 */
public record Preview(
    String upload,
    String name,
    FileShape shape,
    Map<String, Object> mapping,
    List<String> keys,
    List<TableJoin> joins,
    List<Problem> problems) {}
