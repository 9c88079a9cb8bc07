package io.onelift.http;

import java.util.List;

/** The calls about one kind of thing. */
interface Resource {
  List<Route> routes();
}
