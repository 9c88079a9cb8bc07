import type { UseQueryResult } from '@tanstack/react-query';
import { Plus, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from './button';
import { Empty, Loaded } from './states';
import { Card, PageHead } from './surface';

interface ListPageProps<T> {
  title: string;
  lead: string;
  create: string;
  icon: LucideIcon;
  emptyTitle: string;
  emptyWhat: string;
  query: UseQueryResult<T[]>;
  /** The form that makes one more. */
  form: (onClose: () => void) => ReactNode;
  /** The table of those that are there. */
  children: (list: T[]) => ReactNode;
}

/** All there are of something, or what it is good for while there is none; and a form for more. */
export function ListPage<T>(props: ListPageProps<T>) {
  const [creating, setCreating] = useState(false);
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {props.create}
    </Button>
  );
  return (
    <>
      <PageHead title={props.title} lead={props.lead}>
        {create}
      </PageHead>
      <Card flush label={props.title}>
        <Loaded query={props.query}>
          {(list) =>
            list.length === 0 ? (
              <Empty icon={props.icon} title={props.emptyTitle} actions={create}>
                {props.emptyWhat}
              </Empty>
            ) : (
              <div className="table-frame">{props.children(list)}</div>
            )
          }
        </Loaded>
      </Card>
      {creating && props.form(() => setCreating(false))}
    </>
  );
}
