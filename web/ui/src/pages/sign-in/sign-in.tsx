import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call, ProblemError } from '@/api/client';
import { queryClient } from '@/api/queries';
import { Button } from '@/design/button';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { ErrorNotice, Notice } from '@/design/states';
import { useTexts } from '@/i18n/texts';
import { Logo } from '@/shell/logo';
import { LanguageSwitch } from '@/shell/sidebar';
import { signInTexts } from './texts';

/** By key, or by itself when the address carries the one-time code of the printed link. */
export function SignIn({ failure }: { failure: unknown }) {
  const t = useTexts(signInTexts);
  const [key, setKey] = useState('');
  const tried = useRef(false);
  const signIn = useMutation({
    mutationFn: (proof: { key: string } | { link: string }) =>
      call<void>('POST', '/api/session', { json: proof }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['session'] }),
  });
  const { mutate } = signIn;
  const byLink = signIn.variables !== undefined && 'link' in signIn.variables;

  useEffect(() => {
    const link = new URLSearchParams(window.location.search).get('code');
    if (!link || tried.current) return;
    tried.current = true;
    window.history.replaceState(null, '', window.location.pathname);
    mutate({ link });
  }, [mutate]);

  return (
    <div className="sign-in">
      <div style={{ position: 'relative', padding: '0 32px', display: 'flex' }}>
        <div className="sign-in-languages">
          <LanguageSwitch />
        </div>
        <form
          className="sign-in-form"
          onSubmit={(e) => {
            e.preventDefault();
            mutate({ key: key.trim() });
          }}
        >
          <Logo size={44} />
          <div>
            <h1>{t.title}</h1>
            <p className="soft" style={{ marginTop: 6 }}>
              {t.lead}
            </p>
          </div>
          <Field label={t.key} hint={t.keyHint}>
            <TextInput
              type="password"
              autoComplete="current-password"
              autoFocus
              value={key}
              onChange={(e) => setKey(e.target.value)}
            />
          </Field>
          <Button
            type="submit"
            look="primary"
            busy={signIn.isPending}
            disabled={key.trim() === ''}
            style={{ height: 40 }}
          >
            {t.submit}
          </Button>
          {signIn.isPending && byLink && <Notice>{t.opening}</Notice>}
          {signIn.error && <SignInError error={signIn.error} byLink={byLink} />}
          {isOutage(failure) && <ErrorNotice error={failure} />}
        </form>
      </div>
      <div className="sign-in-art">
        <RisingRings />
        <h2>{t.claim}</h2>
        <p>{t.claimMore}</p>
      </div>
    </div>
  );
}

/** Not being signed in yet is no failure; a silent server is. */
const isOutage = (failure: unknown) =>
  failure instanceof ProblemError ? failure.status !== 401 && failure.status !== 403 : !!failure;

function SignInError({ error, byLink }: { error: unknown; byLink: boolean }) {
  const t = useTexts(signInTexts);
  const refused = error instanceof ProblemError && error.status === 401;
  return refused ? (
    <Notice tone="bad">{byLink ? t.linkUsed : t.wrongKey}</Notice>
  ) : (
    <ErrorNotice error={error} />
  );
}

const RisingRings = () => (
  <svg viewBox="0 0 600 800" preserveAspectRatio="xMidYMid slice" aria-hidden>
    <g fill="none" stroke="#2f8a70" strokeWidth="1.2">
      {Array.from({ length: 11 }, (_, i) => (
        <circle
          key={i}
          cx={330}
          cy={500 - i * 34}
          r={70 + i * 38}
          opacity={0.85 - i * 0.072}
          strokeDasharray={i % 3 === 1 ? '2 9' : undefined}
        />
      ))}
    </g>
    <g fill="#7fd9bd">
      {Array.from({ length: 16 }, (_, i) => {
        const ring = (i * 7) % 11;
        const angle = i * 2.39996;
        return (
          <circle
            key={i}
            cx={330 + (70 + ring * 38) * Math.cos(angle)}
            cy={500 - ring * 34 + (70 + ring * 38) * Math.sin(angle)}
            r={i % 4 === 0 ? 5 : 3}
            opacity={0.9 - ring * 0.06}
          />
        );
      })}
    </g>
  </svg>
);
