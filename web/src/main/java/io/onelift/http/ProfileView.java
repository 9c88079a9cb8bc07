package io.onelift.http;

import io.onelift.audience.AudienceCatalog;
import io.onelift.audience.AudienceEngine;
import io.onelift.audience.SavedAudience;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagIndex;
import io.onelift.event.Identifier;
import io.onelift.event.NotFound;
import io.onelift.event.ProfileId;
import io.onelift.event.TrackingPlan;
import io.onelift.identity.IdentityGraph;
import io.onelift.json.IdentifierJson;
import io.onelift.json.LedgerJson;
import io.onelift.json.Masking;
import io.onelift.json.MemberJson;
import io.onelift.json.ProfileJson;
import io.onelift.json.ProfileJson.EventJson;
import io.onelift.profile.Profile;
import io.onelift.profile.Profiles;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** Puts together what all modules know of a person. */
final class ProfileView {
  private static final int RECENT_EVENTS = 100;

  private final Profiles profiles;
  private final IdentityGraph identities;
  private final TrackingPlan plan;
  private final PersonalTags personal;
  private final TagCatalog tags;
  private final TagBitmaps bitmaps;
  private final AudienceCatalog audiences;
  private final AudienceEngine engine;

  ProfileView(
      Profiles profiles,
      IdentityGraph identities,
      TrackingPlan plan,
      TagCatalog tags,
      TagBitmaps bitmaps,
      AudienceCatalog audiences,
      AudienceEngine engine) {
    this.profiles = profiles;
    this.identities = identities;
    this.plan = plan;
    this.personal = new PersonalTags(plan);
    this.tags = tags;
    this.bitmaps = bitmaps;
    this.audiences = audiences;
    this.engine = engine;
  }

  /**
   * The whole profile.
   *
   * @throws NotFound when there is no such profile
   */
  ProfileJson whole(ProfileId id, Masking masking) {
    Profile profile =
        profiles
            .profile(id)
            .orElseThrow(() -> new NotFound("profile", id.toString(), "Look it up by identifier."));
    return new ProfileJson(
        profile.id().toString(),
        IdentifierJson.of(profile.identifiers(), masking),
        masking.values(profile.traits(), plan.traits()),
        tags(profile.id().number(), masking),
        audiences(profile.id().number()),
        profiles.recentEvents(profile.id(), RECENT_EVENTS).stream()
            .map(
                event ->
                    new EventJson(
                        event.event(),
                        event.time(),
                        masking.values(event.properties(), plan.properties()),
                        event.source()))
            .toList(),
        identities.ledger(profile.id()).stream()
            .map(entry -> LedgerJson.of(entry, masking))
            .toList(),
        profile.firstSeen(),
        profile.lastSeen());
  }

  /** Members of an audience, in the order of their numbers. */
  List<MemberJson> members(RoaringBitmap page, Masking masking) {
    List<ProfileId> ids = new ArrayList<>();
    page.forEach((org.roaringbitmap.IntConsumer) number -> ids.add(new ProfileId(number)));
    return some(ids, masking);
  }

  /** Several people at a glance. */
  List<MemberJson> some(List<ProfileId> ids, Masking masking) {
    return profiles.profiles(ids).stream()
        .map(
            profile ->
                new MemberJson(
                    profile.id().toString(),
                    profile.identifiers().stream()
                        .filter(identifier -> identifier.type().equals(Identifier.USER_ID))
                        .map(Identifier::value)
                        .findFirst(),
                    IdentifierJson.of(profile.identifiers(), masking),
                    masking.values(profile.traits(), plan.traits())))
        .toList();
  }

  private Map<String, Object> tags(int profile, Masking masking) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Tag tag : tags.list()) {
      bitmaps
          .find(tag.key())
          .flatMap(held -> value(tag, held.index(), profile))
          .ifPresent(
              value ->
                  values.put(tag.key(), personal.contains(tag) ? masking.personal(value) : value));
    }
    return values;
  }

  boolean isPersonal(Tag tag) {
    return personal.contains(tag);
  }

  private static Optional<Object> value(Tag tag, TagIndex index, int profile) {
    return switch (index) {
      case CategoryIndex categories -> category(tag, categories.valuesOf(profile));
      case NumberIndex numbers ->
          numbers.numbers().number(profile).stream()
              .mapToObj(
                  number ->
                      tag.type() == TagType.DATE
                          ? (Object) Instant.ofEpochMilli((long) number)
                          : (Object) number)
              .findFirst();
    };
  }

  private static Optional<Object> category(Tag tag, Set<String> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (tag.type() == TagType.BOOLEAN) {
      return Optional.of(values.contains("true"));
    }
    if (tag.type() == TagType.LIST) {
      return Optional.of(List.copyOf(values));
    }
    return Optional.of(values.size() == 1 ? values.iterator().next() : List.copyOf(values));
  }

  private List<String> audiences(int profile) {
    return audiences.list().stream()
        .filter(audience -> engine.contains(audience.rule(), profile))
        .map(SavedAudience::key)
        .toList();
  }
}
