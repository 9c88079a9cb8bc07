package io.onelift.answer;

import io.onelift.ir.MetricQuery;

/**
 * How a question was read.
 *
 * @param query the reading
 * @param textZh the reading in Chinese words
 * @param textEn the reading in English words
 */
public record Plan(MetricQuery query, String textZh, String textEn) {}
