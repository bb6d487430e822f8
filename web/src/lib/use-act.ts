import { type MutateOptions, useMutation, type UseMutationOptions } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/** A mutation that is not begun again while it runs: who clicks twice acts once. */
export function useAct<T, Wish = void>(options: UseMutationOptions<T, Error, Wish>) {
  const isRunning = useRef(false)
  const act = useMutation(options)
  const { isPending, submittedAt } = act
  // Only what is drawn again tells what came of it: a button may be another by then, or gone.
  useEffect(() => {
    if (!isPending) isRunning.current = false
  }, [isPending, submittedAt])
  const mutate = (wish: Wish, then?: MutateOptions<T, Error, Wish>) => {
    if (isRunning.current) return
    isRunning.current = true
    act.mutate(wish, then)
  }
  return { ...act, mutate }
}
