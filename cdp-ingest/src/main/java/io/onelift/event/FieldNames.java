package io.onelift.event;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a field's name says about it: the column it gets, and whether it is personal data. */
final class FieldNames {
  static final int MAX_LENGTH = 200;

  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]{0,59}");

  /** What a made name ends in; a plain name that looks like one is made too, so none can meet. */
  private static final Pattern MADE = Pattern.compile(".*_[0-9a-f]{12}");

  private static final Pattern UNSAFE = Pattern.compile("[^a-z0-9]+");

  private static final Set<String> PERSONAL =
      Set.of(
          "email",
          "mail",
          "emailaddress",
          "phone",
          "phonenumber",
          "mobile",
          "mobilephone",
          "mobilenumber",
          "tel",
          "telephone",
          "cellphone",
          "idnumber",
          "idcard",
          "idcardnumber",
          "idno",
          "identitynumber",
          "nationalid",
          "ssn",
          "passport",
          "passportnumber",
          "birthday",
          "birthdate",
          "dateofbirth",
          "dob",
          "street",
          "streetaddress",
          "postalcode",
          "zipcode",
          "bankcard",
          "cardnumber",
          "cardno",
          "accountnumber",
          "wechat",
          "wechatid",
          "firstname",
          "lastname",
          "fullname",
          "realname",
          "username",
          "nickname",
          "avatar",
          "ip",
          "ipaddress",
          "手机",
          "手机号",
          "手机号码",
          "电话",
          "电话号码",
          "邮箱",
          "电子邮箱",
          "邮件",
          "身份证",
          "身份证号",
          "身份证号码",
          "证件号",
          "证件号码",
          "护照",
          "护照号",
          "生日",
          "出生日期",
          "姓名",
          "名字",
          "真实姓名",
          "昵称",
          "银行卡",
          "银行卡号",
          "卡号",
          "微信",
          "微信号",
          "住址",
          "家庭住址",
          "详细地址");

  /** Personal as a trait of a person, but not as a property: a page has a name too. */
  private static final Set<String> PERSONAL_TRAITS = Set.of("name", "address", "地址", "title");

  private FieldNames() {}

  /**
   * The column of a field. Lower-case words of letters, digits and underscores stand for
   * themselves; every other name is reduced to those and told apart by its fingerprint, so that
   * names that differ in case or script never share a column. The same name gives the same column
   * always.
   */
  static String column(String prefix, String name) {
    if (PLAIN.matcher(name).matches() && !MADE.matcher(name).matches()) {
      return prefix + name;
    }
    String words = UNSAFE.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("_");
    words = words.substring(0, Math.min(words.length(), 40)).replaceAll("^_+|_+$", "");
    String mark = Fingerprint.of(name).hex().substring(0, 12);
    return prefix + (words.isEmpty() ? "" : words + "_") + mark;
  }

  static boolean isPersonal(String name, boolean trait) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    String word = last.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return PERSONAL.contains(word) || (trait && PERSONAL_TRAITS.contains(word));
  }
}
