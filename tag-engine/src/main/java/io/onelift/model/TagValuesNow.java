package io.onelift.model;

import io.onelift.bitmap.Held;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagIndex;
import io.onelift.compute.Since;
import io.onelift.model.Report.LeftOut;
import io.onelift.model.Report.Why;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagDefinition;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.roaringbitmap.RoaringBitmap;

/**
 * The tags as a model may see them.
 *
 * @param personal whether a tag is made of personal data; no model uses those
 */
public record TagValuesNow(
    TagCatalog catalog, TagBitmaps bitmaps, Predicate<Tag> personal, ZoneId zone) {

  /** The tags that may be used, and why the others may not. */
  record Usable(Map<Tag, TagIndex> tags, List<LeftOut> leftOut) {}

  Usable usable(ModelDefinition model, LabelLineage label) {
    Map<Tag, TagIndex> tags = new LinkedHashMap<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Tag tag : catalog.list()) {
      Optional<TagIndex> index = index(tag.key());
      Optional<Why> why = whyNot(tag, model, label, index);
      why.ifPresent(reason -> leftOut.add(new LeftOut(tag.key(), reason)));
      if (why.isEmpty()) {
        tags.put(tag, index.orElseThrow());
      }
    }
    return new Usable(tags, leftOut);
  }

  private Optional<Why> whyNot(
      Tag tag, ModelDefinition model, LabelLineage label, Optional<TagIndex> index) {
    if (label.covers(tag)) {
      return Optional.of(Why.LABEL);
    }
    if (saysAModel(tag)) {
      return Optional.of(Why.MODEL);
    }
    if (model.without().contains(tag.key())) {
      return Optional.of(Why.EXCLUDED);
    }
    if (personal.test(tag)) {
      return Optional.of(Why.PERSONAL);
    }
    return index.isEmpty() || index.get().profiles().isEmpty()
        ? Optional.of(Why.NO_VALUES)
        : Optional.empty();
  }

  /** Whether it shows what a model says, itself or through the tags it is made of. */
  private boolean saysAModel(Tag tag) {
    return tag.definition() instanceof TagDefinition.FromModel
        || tag.definition().uses().tags().stream()
            .anyMatch(used -> catalog.find(used).filter(this::saysAModel).isPresent());
  }

  private Optional<TagIndex> index(String tag) {
    return bitmaps.find(tag).map(Held::index);
  }

  /** Who each feature of a fit holds for, out of these profiles. */
  List<RoaringBitmap> columns(Fit fit, RoaringBitmap profiles, Instant now) {
    return Trainer.columns(fit, this::index, profiles, now, zone);
  }

  /** Those for whom a feature of a fit became another as days passed. */
  RoaringBitmap moved(Fit fit, RoaringBitmap profiles, Since since) {
    RoaringBitmap moved = new RoaringBitmap();
    for (Fit.WeightedFeature weighted : fit.features()) {
      Feature feature = weighted.feature();
      Optional<TagIndex> index = index(feature.tag());
      if (feature.test() instanceof Feature.DaysAgo && index.isPresent()) {
        moved.or(
            RoaringBitmap.xor(
                feature.holds(index.get(), profiles, since.from(), zone),
                feature.holds(index.get(), profiles, since.to(), zone)));
      }
    }
    return moved;
  }

  /** The tags that hold what a model says. */
  List<Tag> scoredBy(String model) {
    return catalog.list().stream()
        .filter(
            tag ->
                tag.definition() instanceof TagDefinition.FromModel(String from)
                    && from.equals(model))
        .toList();
  }
}
