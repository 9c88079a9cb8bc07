/**
 * Who is meant. Receives rules from {@code http}, gives sizes, members and saved audiences;
 * evaluates on bitmaps where every leaf is a tag and asks the query layer through {@link
 * io.onelift.audience.WarehouseLeaves} where it is not.
 */
package io.onelift.audience;
