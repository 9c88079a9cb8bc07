/** Who may do what. Receives keys and sessions, gives {@code http} the caller and their role. */
package io.onelift.security;
