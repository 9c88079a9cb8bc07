package io.onelift.compute;

/** Told how far the computation of a tag is. */
interface Steps {
  /**
   * Says that a part is done.
   *
   * @param done how many parts are done
   * @param of how many there are
   */
  void done(int done, int of);
}
