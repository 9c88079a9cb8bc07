package io.onelift.http;

import io.onelift.security.Audit;
import io.onelift.security.FailureLimit;
import io.onelift.security.Keys;
import io.onelift.security.Sessions;
import io.onelift.security.SignInLinks;
import io.onelift.warehouse.Warehouse;
import java.util.function.Supplier;

/** What the handlers call: the project's object graph as far as HTTP needs it. */
public record Services(
    ProjectInfo project,
    Supplier<Progress> demo,
    Warehouse warehouse,
    Keys keys,
    Sessions sessions,
    SignInLinks links,
    FailureLimit failures,
    Audit audit) {}
