package io.onelift.event;

/**
 * A property of events, a trait of profiles or a column of an imported table, as learned or
 * declared.
 *
 * @param name as the sender wrote it
 * @param column the physical column in the warehouse: {@code p_…} in events, {@code t_…} in
 *     profiles, else the name made safe
 * @param personal true when it is personal data, shown masked to roles that may not see it
 */
public record Field(String name, String column, ValueType type, boolean personal) {}
