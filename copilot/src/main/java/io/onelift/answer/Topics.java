package io.onelift.answer;

import io.onelift.linking.Topic;

/** What is said to questions that ask for something else than figures. */
final class Topics {
  private Topics() {}

  static String say(Topic topic, String word, Language language) {
    String zh = "“" + word + "”：";
    String en = "\"" + word + "\": ";
    return switch (topic) {
      case CAUSE ->
          language.say(
              zh + "我只报告数字，不能判断原因。可以按维度拆分指标，自己比较。",
              en
                  + "I report figures and can't tell causes. Split the figure by a dimension to"
                  + " compare.");
      case PREDICTION ->
          language.say(
              zh + "我只回答已经发生的数据，不做预测。",
              en + "I only answer from what has happened; I don't predict.");
      case ACTION ->
          language.say(
              zh + "我只读取数据，不会修改、发送或导出任何东西。",
              en + "I only read data; I don't change, send or export anything.");
      case PERSON ->
          language.say(
              zh + "我只回答汇总数字，不提供单个客户的资料。",
              en + "I only answer with totals and don't give data of single people.");
      case COMPARISON ->
          language.say(
              zh + "我还不能计算增长或差异。可以看趋势，或分别问两个时间段。",
              en
                  + "I can't compute growth or differences yet. Ask for a trend, or for each period"
                  + " by itself.");
      case SHARE ->
          language.say(
              zh + "我还不能计算占比。可以按维度拆分，看各部分的数值。",
              en + "I can't compute shares yet. Split by a dimension to see the parts.");
      case STATISTIC ->
          language.say(
              zh + "我只用已定义的指标，没有这个统计口径。",
              en + "I only use the defined metrics; this statistic is none of them.");
      case ANALYSIS ->
          language.say(zh + "这类分析我还不能回答。", en + "I can't answer this kind of analysis yet.");
      case ADVICE -> language.say(zh + "我只报告数字，不给建议。", en + "I report figures and give no advice.");
      case SMALL_TALK ->
          language.say("您好！我回答关于业务数据的问题。", "Hello! I answer questions about the data.");
      case HELP -> language.say("可以这样问我。", "You can ask me like this.");
    };
  }
}
