/**
 * What is known of a person. Receives traits from {@code collect} and merges from {@code identity},
 * gives whole profiles to {@code http} and trait columns to the tag engine.
 */
package io.onelift.profile;
