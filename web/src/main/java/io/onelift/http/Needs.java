package io.onelift.http;

import io.javalin.security.RouteRole;
import io.onelift.security.Permission;

/** Ties a route to the permission it needs. */
record Needs(Permission permission) implements RouteRole {}
