/**
 * Analysis models: one file each. Receives questions in JSON from {@code http}, gives logical
 * queries to {@code execute} and answers back.
 *
 * <p>A model reads its own fields ({@link io.onelift.analysis.AnalysisModel#read}), says what is to
 * be asked as {@link io.onelift.ir.Relation} and puts the rows in the shape of its answer; what all
 * models share is in {@link io.onelift.analysis.Common}, {@link io.onelift.analysis.Keys} and
 * {@link io.onelift.analysis.TopValues}. Golden sample: {@link io.onelift.analysis.Segmentation}.
 */
package io.onelift.analysis;
