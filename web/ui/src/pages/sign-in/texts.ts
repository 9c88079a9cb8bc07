import { defineTexts } from '@/i18n/texts';

export const signInTexts = defineTexts({
  en: {
    title: 'Sign in to OneLift',
    lead: 'Use an API key, or open the sign-in link that the server printed when it started.',
    key: 'API key',
    keyHint: 'The first administrator key is printed once at the first start.',
    submit: 'Sign in',
    opening: 'Opening with your sign-in link…',
    linkUsed: 'This sign-in link was already used or has expired. Sign in with a key instead.',
    wrongKey: 'This key is not known. Check that it was copied whole.',
    claim: 'One customer, known everywhere. The right offer, proven.',
    claimMore:
      'Profiles from every touchpoint, audiences that count as you build them, questions in plain words, offers that learn.',
  },
  zh: {
    title: '登录 OneLift',
    lead: '使用 API 密钥登录，或打开服务器启动时打印的登录链接。',
    key: 'API 密钥',
    keyHint: '首个管理员密钥在第一次启动时打印一次。',
    submit: '登录',
    opening: '正在通过登录链接打开…',
    linkUsed: '此登录链接已被使用或已过期，请改用密钥登录。',
    wrongKey: '密钥无效，请检查是否完整复制。',
    claim: '一位客户，处处相认；一次推荐，效果可证。',
    claimMore: '汇聚全触点的客户档案，边搭边算的人群，用自然语言提问，会学习的推荐。',
  },
});
