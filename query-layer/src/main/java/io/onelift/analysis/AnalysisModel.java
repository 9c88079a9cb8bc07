package io.onelift.analysis;

import io.onelift.execute.QueryResult;
import io.onelift.ir.LogicalQuery;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of question. Without state, safe for use by many threads.
 *
 * <p>A port, too: other modules give models of their own to {@link Analyses}, for example the
 * attribution of conversions, and have in {@link RequestReader}, {@link EventCondition} and {@link
 * Keys} what the models here are made of.
 *
 * @param <P> what the model asks for besides what all share: a record, so that equal questions are
 *     equal
 */
public interface AnalysisModel<P> {
  /** The last part of its path. */
  String key();

  /**
   * Reads the model's own fields; empty when something is wrong, which the reader has then been
   * told.
   */
  Optional<P> read(RequestReader in);

  /**
   * The answer.
   *
   * @param ask gives the rows of a query, under the rights of whoever asks
   */
  Answer answer(AnalysisRequest<P> request, Function<LogicalQuery, QueryResult> ask);

  /**
   * Rows whose column {@link io.onelift.ir.Relation#SUBJECT} holds everyone whom a cell counts.
   *
   * @throws io.onelift.event.InvalidInput when there is no such cell, or none that counts anybody
   */
  LogicalQuery members(AnalysisRequest<P> request, Cell cell);
}
