import { useMutation } from '@tanstack/react-query';
import { MessageCircleQuestion, MessageSquarePlus, SendHorizontal } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Reply } from '@/api/answers';
import { call } from '@/api/client';
import { Button, IconButton } from '@/design/button';
import { ErrorNotice } from '@/design/states';
import { PageHead } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { ReplyCard } from './reply-card';
import { askTexts } from './texts';

interface Turn {
  id: number;
  question: string;
  reply?: Reply;
  error?: unknown;
}

/** Kept while the console is open, so that leaving the page keeps the conversation. */
let keptTurns: Turn[] = [];

export default function Ask() {
  const t = useTexts(askTexts);
  const [turns, setTurns] = useState<Turn[]>(keptTurns);
  const [text, setText] = useState('');
  const newest = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  keptTurns = turns;

  const ask = useMutation({
    mutationFn: ({ question }: Turn) =>
      call<Reply>('POST', '/api/copilot/ask', {
        json: {
          question,
          conversation_id: turns.findLast((turn) => turn.reply)?.reply?.conversation_id,
        },
      }),
    onSuccess: (reply, turn) => finish(turn.id, { reply }),
    onError: (error, turn) => finish(turn.id, { error }),
  });
  const finish = (id: number, outcome: Partial<Turn>) =>
    setTurns((all) => all.map((turn) => (turn.id === id ? { ...turn, ...outcome } : turn)));

  const send = (question: string) => {
    const asked = question.trim();
    if (!asked || ask.isPending) return;
    const turn = { id: Date.now(), question: asked };
    setTurns((all) => [...all, turn]);
    setText('');
    ask.mutate(turn);
  };

  // The question to the top, so that a tall answer is read from its beginning.
  useEffect(() => {
    if (turns.length > 0) newest.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  }, [turns]);

  const fresh = turns.length === 0;
  const form = (
    <form
      className="ask-box"
      onSubmit={(e) => {
        e.preventDefault();
        send(text);
      }}
    >
      <textarea
        ref={box}
        rows={1}
        autoFocus
        aria-label={t.question}
        placeholder={fresh ? t.placeholder : t.followUp}
        value={text}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Enter' || e.shiftKey || e.nativeEvent.isComposing) return;
          e.preventDefault();
          send(text);
        }}
      />
      <IconButton
        label={t.send}
        type="submit"
        look="primary"
        small={false}
        busy={ask.isPending}
        disabled={text.trim() === ''}
      >
        {!ask.isPending && <SendHorizontal />}
      </IconButton>
    </form>
  );

  if (fresh) {
    return (
      <div className="ask-start">
        <title>{`${t.title} · OneLift`}</title>
        <MessageCircleQuestion aria-hidden size={34} strokeWidth={1.5} />
        <h1>{t.heading}</h1>
        <p className="soft">{t.lead}</p>
        {form}
        <div className="ask-suggestions" role="group" aria-label={t.suggestions}>
          {t.examples.split('\n').map((example) => (
            <button key={example} type="button" className="chip" onClick={() => send(example)}>
              {example}
            </button>
          ))}
        </div>
      </div>
    );
  }
  return (
    <div className="ask-thread">
      <PageHead title={t.title}>
        <Button onClick={() => setTurns([])}>
          <MessageSquarePlus aria-hidden />
          {t.newConversation}
        </Button>
      </PageHead>
      <div className="stack loose" role="log" aria-label={t.title}>
        {turns.map((turn, i) => (
          <div
            key={turn.id}
            ref={i === turns.length - 1 ? newest : undefined}
            className="stack turn"
          >
            <p className="ask-question">{turn.question}</p>
            {turn.reply ? (
              <ReplyCard reply={turn.reply} onAsk={send} />
            ) : turn.error !== undefined ? (
              <ErrorNotice error={turn.error} retry={() => send(turn.question)} />
            ) : (
              <div className="row muted" role="status">
                <span className="spinner" aria-hidden />
                {t.thinking}
              </div>
            )}
          </div>
        ))}
      </div>
      <div className="ask-dock">{form}</div>
    </div>
  );
}
