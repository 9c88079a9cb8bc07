package io.onelift.bitmap;

import java.util.Map;

/** Where bitmaps survive a restart. */
interface BitmapHome {
  /** The newest whole version of every tag. */
  Map<String, Held> load();

  /** Keeps a version in place of the one before it; both are never there in part. */
  void save(String tag, Held version);

  void delete(String tag);
}
