package io.onelift.security;

/**
 * Who makes a call.
 *
 * @param principal the name of their key, for the audit and for "updated by"
 * @param keyId the key they used, now or when they signed in
 * @param byCookie true when a browser's cookie said so, which other sites could abuse
 */
public record Caller(String principal, String keyId, Role role, boolean byCookie) {
  public boolean may(Permission permission) {
    return permission.isGrantedTo(role);
  }
}
