package io.onelift.cockpit;

import java.util.Locale;

/** A sign of how the customer base is, a part of a whole, with what it means in one sentence. */
public enum Vital {
  ACTIVATION(
      "激活率",
      "Activation",
      "本期首次出现的客户中，本期内做过激活事件的比例",
      "Of those first seen in the period, how many did the activating event within it"),
  VISIT(
      "访问率",
      "Visits",
      "全部客户中，本期内自己做过任何事的比例（曝光、触达等被动事件和识别不算）",
      "Of everybody, how many did anything themselves in the period; being shown or sent something"
          + " and being identified do not count"),
  RETENTION(
      "留存率",
      "Retention",
      "上一个等长周期活跃的客户中，本期仍然活跃的比例",
      "Of those active in the period before, how many are active in this one"),
  CHURN(
      "流失率",
      "Churn",
      "上一个等长周期活跃的客户中，本期不再活跃的比例，即 1 − 留存率",
      "Of those active in the period before, how many are not in this one; 1 less retention"),
  REACH(
      "触达率",
      "Reach",
      "全部客户中，本期内被曝光或触达过的比例",
      "Of everybody, how many were shown or sent something in the period"),
  REPURCHASE(
      "复购率",
      "Repurchase",
      "本期购买过的客户中，本期购买两次及以上的比例",
      "Of those who bought in the period, how many bought twice or more often in it");

  private final String zh;
  private final String en;
  private final String aboutZh;
  private final String aboutEn;

  Vital(String zh, String en, String aboutZh, String aboutEn) {
    this.zh = zh;
    this.en = en;
    this.aboutZh = aboutZh;
    this.aboutEn = aboutEn;
  }

  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String zh() {
    return zh;
  }

  public String en() {
    return en;
  }

  public String aboutZh() {
    return aboutZh;
  }

  public String aboutEn() {
    return aboutEn;
  }
}
