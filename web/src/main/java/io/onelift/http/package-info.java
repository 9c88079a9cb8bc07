/**
 * The door for programs. Receives HTTP requests, one handler per resource, gives {@code json}
 * records back.
 */
package io.onelift.http;
