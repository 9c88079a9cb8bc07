/**
 * Dashboards that people save. Receives cards from {@code http} and checks that each holds a
 * question, keeps them in the {@code metastore}, gives them back; who shows a dashboard asks its
 * questions as if they were typed, with the dashboard's period and audience in them.
 */
package io.onelift.dashboard;
